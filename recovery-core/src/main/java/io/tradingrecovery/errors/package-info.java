/**
 * The exceptions this library throws, all unchecked and all under {@link TradingRecoveryException}. They differ by what
 * the operator must do next.
 */
package io.tradingrecovery.errors;
