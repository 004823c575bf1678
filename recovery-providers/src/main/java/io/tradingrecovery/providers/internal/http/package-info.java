/** Requests over HTTP with a deadline that ends them: {@link io.tradingrecovery.providers.internal.http.HttpCalls}. */
package io.tradingrecovery.providers.internal.http;
