package io.tradingrecovery.providers.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit; what goes on after it ends the exchange. Called by one thread at a time. */
final class BodyCollector implements BodySubscriber<byte[]> {

    private final int limit;
    private final Credentials keys;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BodyCollector(int limit, Credentials keys) {
        this.limit = limit;
        this.keys = keys;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (body.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), limit + 1 - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        if (bytes.size() > limit) {
            body.completeExceptionally(new OversizedBody("the body is longer than " + limit + " bytes: "
                    + HttpAnswer.start(keys.scrub(bytes.toByteArray()))));
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(new BrokenBody("the connection broke after " + bytes.size() + " bytes of the body"
                + (bytes.size() == 0 ? "" : ": " + HttpAnswer.start(keys.scrub(bytes.toByteArray())))));
    }

    @Override
    public void onComplete() {
        body.complete(keys.scrub(bytes.toByteArray()));
    }

    /** More was sent than is read. */
    static final class OversizedBody extends IOException {
        private static final long serialVersionUID = 1L;

        OversizedBody(String message) {
            super(message);
        }
    }

    /** Less was sent than was announced. */
    static final class BrokenBody extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenBody(String message) {
            super(message);
        }
    }
}
