import org.jspecify.annotations.NullMarked;

/**
 * A supervisor that keeps exactly one trading bot running. It needs the JDK alone; the command line, which is run from its
 * own executable jar, needs picocli.
 */
@NullMarked
module io.tradingrecovery.watchdog {
    requires static transitive org.jspecify;
    requires static info.picocli;

    exports io.tradingrecovery.watchdog;
    exports io.tradingrecovery.watchdog.client;
}
