package io.tradingrecovery.providers.alerts;

/**
 * What became of the alerts since the start. Immutable and safe to share between threads.
 *
 * @param delivered taken by the webhook
 * @param failed given up after the last attempt, or refused by the webhook
 * @param dropped not taken because the queue was full or closed, or pushed out by one that matters more
 * @param repeated not sent because one like it was sent shortly before
 * @param waiting to be sent
 */
public record WebhookStats(long delivered, long failed, long dropped, long repeated, int waiting) {}
