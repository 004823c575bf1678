/** A quote client that exists already, as a source of quotes: {@link io.tradingrecovery.wrapped.BitstampQuotes}. */
@NullMarked
package io.tradingrecovery.wrapped;

import org.jspecify.annotations.NullMarked;
