import org.jspecify.annotations.NullMarked;

/** Quote providers, a broker adapter and alert sinks over real APIs. */
@NullMarked
module io.tradingrecovery.providers {
    requires static transitive org.jspecify;
    requires io.tradingrecovery.core;
}
