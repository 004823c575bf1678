package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.persistence.internal.json.JsonFormatException;
import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as the bytes of its file: one JSON document that begins with its own digest.
 *
 * <pre>
 * {"sha256":"&lt;64 hex digits&gt;","format":"trading-recovery-snapshot","version":1,"sequence":42, … }\n
 * 0         11              75 └──────────── the digest covers these bytes ────────────────────┘
 * </pre>
 *
 * <p>Encoding reuses one buffer and belongs to one thread; decoding is safe from several.
 */
public final class SnapshotCodec {

    /** Where the digest ends and what it covers begins. */
    public static final int COVERED_FROM = 75;

    private static final String FORMAT = "trading-recovery-snapshot";
    private static final byte[] PREFIX = "{\"sha256\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final String NO_DIGEST = "0".repeat(64);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Every version that can be read, oldest first; the last is the one that is written. */
    private static final List<SnapshotFormat> FORMATS = List.of(new SnapshotFormat1());

    private final List<SnapshotFormat> formats;
    private final JsonWriter writer;
    private final MessageDigest sha256 = sha256();

    /** A codec of documents of at most {@code maxBytes}. */
    public SnapshotCodec(int maxBytes) {
        this(maxBytes, FORMATS);
    }

    SnapshotCodec(int maxBytes, List<SnapshotFormat> formats) {
        this.writer = new JsonWriter(64 << 10, maxBytes);
        this.formats = formats;
    }

    /** The file's bytes; valid until the next call. */
    public ByteBuffer encode(SnapshotDocument document) {
        writer.reset();
        writer.beginObject().name("sha256").text(NO_DIGEST);
        writer.name("format").text(FORMAT);
        writer.name("version").number(SnapshotFormat1.VERSION);
        SnapshotFormat1.write(writer, document);
        writer.endObject().endLine();
        writer.requireWithinLimit();
        byte[] bytes = writer.buffer();
        sha256.update(bytes, COVERED_FROM, writer.length() - COVERED_FROM);
        byte[] digest = sha256.digest();
        for (int i = 0; i < digest.length; i++) {
            bytes[PREFIX.length + 2 * i] = HEX[(digest[i] >> 4) & 0xf];
            bytes[PREFIX.length + 2 * i + 1] = HEX[digest[i] & 0xf];
        }
        return ByteBuffer.wrap(bytes, 0, writer.length());
    }

    /** What the bytes of a file turned out to be. */
    public sealed interface Decoded {

        /** A document this build can take. */
        record Intact(SnapshotDocument document) implements Decoded {}

        /** The bytes are not those that were written. */
        record Damaged(Damage damage, String reason) implements Decoded {}

        /** The bytes are intact, and this build can't take them. */
        record Refused(String reason, String fix) implements Decoded {}
    }

    /** Checks the digest, then reads strictly. Never throws for whatever bytes it is given. */
    public Decoded decode(byte[] bytes) {
        if (bytes.length < COVERED_FROM) {
            return new Decoded.Damaged(Damage.TRUNCATED, "it ends after " + bytes.length + " bytes");
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (bytes[i] != PREFIX[i]) {
                return new Decoded.Damaged(Damage.NO_DIGEST, "it does not begin with a digest");
            }
        }
        MessageDigest digest = sha256();
        digest.update(bytes, COVERED_FROM, bytes.length - COVERED_FROM);
        String actual = HexFormat.of().formatHex(digest.digest());
        String stated = new String(bytes, PREFIX.length, 64, StandardCharsets.ISO_8859_1);
        if (!actual.equals(stated)) {
            return new Decoded.Damaged(Damage.DIGEST_MISMATCH, "its SHA-256 does not match its content");
        }
        try {
            return read(bytes);
        } catch (IOException | RuntimeException e) {
            return new Decoded.Refused(
                    "its checksum is right, but it does not read as a snapshot: " + message(e),
                    "It was not damaged on disk, so older snapshots are not used in its place."
                            + " Use the build that wrote it, or move the file away to go back to the one before.");
        }
    }

    private Decoded read(byte[] bytes) throws IOException {
        try (JsonReader in = new JsonReader(bytes, 0)) {
            in.beginObject();
            requireField(in, "sha256").text(null);
            String format = requireField(in, "format").text(null);
            if (!format.equals(FORMAT)) {
                throw new JsonFormatException("/format is " + format + " instead of " + FORMAT);
            }
            long version = requireField(in, "version").number(null);
            SnapshotFormat reader = reader(version);
            if (reader == null) {
                return unreadable(version);
            }
            SnapshotDocument document = reader.read(in);
            in.endDocument();
            return new Decoded.Intact(document);
        }
    }

    private @Nullable SnapshotFormat reader(long version) {
        return formats.stream()
                .filter(format -> format.version() == version)
                .findFirst()
                .orElse(null);
    }

    private Decoded.Refused unreadable(long version) {
        int oldest = formats.get(0).version();
        int newest = formats.get(formats.size() - 1).version();
        return new Decoded.Refused(
                "its format is version " + version + ", and this build reads " + oldest + " to " + newest,
                version > newest
                        ? "Start the newer build that wrote it; going back needs a state saved by the older one."
                        : "Start an older build once, so that it saves a version this one can read.");
    }

    private static JsonReader requireField(JsonReader in, String name) throws IOException {
        if (!name.equals(in.nextField())) {
            throw new JsonFormatException(name + " is not where it belongs");
        }
        return in;
    }

    private static String message(Exception e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
