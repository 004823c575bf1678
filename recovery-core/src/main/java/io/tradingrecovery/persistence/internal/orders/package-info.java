/**
 * What the journal's records mean: {@link io.tradingrecovery.persistence.internal.orders.JournalEvent} is one of them, and
 * {@link io.tradingrecovery.persistence.internal.orders.OrderTable} what they add up to. Not API.
 */
package io.tradingrecovery.persistence.internal.orders;
