/** What recovery shares with the operator's tool. Not API. */
package io.tradingrecovery.recovery.internal;
