import org.jspecify.annotations.NullMarked;

/** Quote providers, a broker adapter and alert sinks over real APIs. */
@NullMarked
module io.tradingrecovery.providers {
    requires static transitive org.jspecify;
    requires transitive io.tradingrecovery.core;
    requires java.net.http;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
}
