/** Alerts to people: {@link io.tradingrecovery.providers.alerts.WebhookAlertSink}. */
package io.tradingrecovery.providers.alerts;
