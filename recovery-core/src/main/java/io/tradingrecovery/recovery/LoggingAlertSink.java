package io.tradingrecovery.recovery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log. */
enum LoggingAlertSink implements AlertSink {
    INSTANCE;

    private static final Logger LOG = LoggerFactory.getLogger("io.tradingrecovery.alerts");

    @Override
    public void alert(Alert alert) {
        switch (alert.level()) {
            case INFO -> LOG.info("{}: {} {}", alert.code(), alert.message(), alert.details());
            case WARNING -> LOG.warn("{}: {} {}", alert.code(), alert.message(), alert.details());
            case CRITICAL -> LOG.error("{}: {} {}", alert.code(), alert.message(), alert.details());
        }
    }
}
