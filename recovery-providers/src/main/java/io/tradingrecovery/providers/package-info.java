/**
 * Real providers of quotes, a real broker and alerts. {@link io.tradingrecovery.providers.ProviderChain} builds the default
 * chain of quote providers from the keys in the environment.
 */
package io.tradingrecovery.providers;
