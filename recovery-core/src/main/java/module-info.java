import org.jspecify.annotations.NullMarked;

/** State model, durable snapshots and the order journal of a trading engine. */
@NullMarked
module io.tradingrecovery.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.retry;
    requires org.slf4j;
    requires static info.picocli;
    requires static micrometer.core;

    exports io.tradingrecovery;
    exports io.tradingrecovery.broker;
    exports io.tradingrecovery.errors;
    exports io.tradingrecovery.persistence;
    exports io.tradingrecovery.quotes;
    exports io.tradingrecovery.reconcile;
    exports io.tradingrecovery.recovery;
    exports io.tradingrecovery.state;
    exports io.tradingrecovery.testing;
    exports io.tradingrecovery.time;

    opens io.tradingrecovery.tool to
            info.picocli;
}
