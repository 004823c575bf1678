/** Parts of the quote chain that know nothing of quotes: limits, budgets, text without secrets. */
package io.tradingrecovery.quotes.internal;
