package io.tradingrecovery.providers.alerts;

/** What a webhook takes. */
public enum WebhookFormat {
    /** A message of Discord, cut to its 2000 characters; it mentions nobody. */
    DISCORD,
    /** A message of Slack, or of whatever takes the same, such as Mattermost. */
    SLACK,
    /** The alert as a JSON object: {@code level}, {@code code}, {@code message}, {@code at}, {@code details}, {@code repeats}. */
    JSON
}
