package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is approved when a plan is approved: the content of the findings that ask for it. */
final class PlanDigest {

    private PlanDigest() {}

    static String of(List<Inconsistency> findings) {
        MessageDigest digest = sha256();
        findings.stream()
                .filter(found -> found.severity().compareTo(Severity.REVIEW) >= 0)
                .sorted(Inconsistency.CONTENT)
                .forEach(found -> add(digest, found));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Inconsistency found) {
        OrderKey key = found.orderKey();
        add(digest, found.kind().name());
        add(digest, found.severity().name());
        add(digest, found.symbol());
        add(digest, key == null ? null : key.clientOrderId());
        add(digest, key == null ? null : key.brokerOrderId());
        add(digest, found.before());
        add(digest, found.after());
        add(digest, Integer.toString(found.evidence().size()));
        found.evidence().forEach(id -> add(digest, id));
    }

    /** Each text with its length before it, so that no two contents run together into the same bytes. */
    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(0, text == null ? -1 : bytes.length)
                .array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
