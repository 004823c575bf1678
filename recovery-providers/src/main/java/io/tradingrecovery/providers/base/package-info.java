/** What the builders of all quote providers share: {@link io.tradingrecovery.providers.base.QuoteProviderBuilder}. */
package io.tradingrecovery.providers.base;
