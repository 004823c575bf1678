/** What the broker says: {@link io.tradingrecovery.broker.Broker}, its typed answers, and its typed failures. */
package io.tradingrecovery.broker;
