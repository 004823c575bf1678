/**
 * The exchange over HTTP on loopback: {@link io.tradingrecovery.drill.exchange.http.ExchangeServer} hands each request to the
 * API it is for, after the fault that strikes it, if one does.
 */
@NullMarked
package io.tradingrecovery.drill.exchange.http;

import org.jspecify.annotations.NullMarked;
