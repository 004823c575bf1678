package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.http.Credentials;
import io.tradingrecovery.quotes.ProviderLimits;
import java.time.Clock;

/**
 * What every quote provider over HTTP needs. Immutable and safe to share between threads.
 *
 * @param name what it is called
 * @param url where the service is
 * @param keys the headers with the keys
 * @param limits what the plan allows
 * @param clock what time it is
 */
public record ProviderSettings(String name, BaseUrl url, Credentials keys, ProviderLimits limits, Clock clock) {}
