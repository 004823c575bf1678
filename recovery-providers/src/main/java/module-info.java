import org.jspecify.annotations.NullMarked;

/** Quote providers, a broker adapter and alert sinks over real APIs. */
@NullMarked
module io.tradingrecovery.providers {
    requires static transitive org.jspecify;
    requires transitive io.tradingrecovery.core;
    requires java.net.http;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;

    exports io.tradingrecovery.providers;
    exports io.tradingrecovery.providers.alerts;
    exports io.tradingrecovery.providers.alpaca;
    exports io.tradingrecovery.providers.base;
    exports io.tradingrecovery.providers.finnhub;
    exports io.tradingrecovery.providers.polygon;
}
