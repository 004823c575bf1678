package io.tradingrecovery.quotes;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Finds the kind of failure behind an exception of somebody else's client. */
final class ThrownFailures {

    private static final int MAX_CAUSES = 8;

    private ThrownFailures() {}

    static QuoteFailure classify(Throwable thrown) {
        Throwable failure = unwrap(thrown);
        return QuoteFailure.of(kindOf(failure), describe(failure));
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    /** The first cause that says what happened on the network: clients like to wrap it in a type of their own. */
    private static FailureKind kindOf(Throwable thrown) {
        FailureKind general = FailureKind.PROVIDER_ERROR;
        Throwable failure = thrown;
        for (int depth = 0; failure != null && depth < MAX_CAUSES; depth++, failure = failure.getCause()) {
            FailureKind kind = networkKind(failure);
            if (kind != FailureKind.PROVIDER_ERROR && kind != FailureKind.IO) {
                return kind;
            }
            general = kind == FailureKind.IO ? kind : general;
        }
        return general;
    }

    private static FailureKind networkKind(Throwable failure) {
        if (isTimeout(failure)) {
            return FailureKind.TIMEOUT;
        }
        if (failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnresolvedAddressException
                || failure instanceof SSLHandshakeException) {
            return FailureKind.CONNECT;
        }
        return failure instanceof IOException ? FailureKind.IO : FailureKind.PROVIDER_ERROR;
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof SocketTimeoutException
                || failure instanceof InterruptedIOException
                || failure instanceof CancellationException
                // java.net.http is a module that this package need not have: its timeouts are known by name.
                || failure.getClass().getSimpleName().endsWith("TimeoutException");
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
