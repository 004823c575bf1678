/** Polygon, which calls itself Massive now: {@link io.tradingrecovery.providers.polygon.PolygonQuoteProvider}. */
package io.tradingrecovery.providers.polygon;
