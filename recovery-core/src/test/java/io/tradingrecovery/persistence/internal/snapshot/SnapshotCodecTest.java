package io.tradingrecovery.persistence.internal.snapshot;

import static io.tradingrecovery.testkit.States.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.persistence.internal.json.JsonReader;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.LostRange;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecTest {

    private static final int MAX = 1 << 20;

    private final SnapshotCodec codec = new SnapshotCodec(MAX);

    @Test
    void bringsEveryFieldBack() {
        SnapshotDocument document = new SnapshotDocument(
                42,
                new JournalPosition(0xfedcba9876543210L, 1_234, 1_240),
                new Provenance(40L, List.of(new LostRange(7, 9))),
                States.rich(),
                States.richJournal());

        assertThat(intact(encode(document))).isEqualTo(document);
    }

    @Test
    void leavesOutWhatIsAbsent() {
        byte[] bytes = encode(document(SystemStateSnapshot.builder(States.TIME).build()));

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .endsWith("\"takenAt\":\"2026-11-23T14:30:00.123456789Z\",\"state\":{}}\n");
        assertThat(intact(bytes).journal()).isEqualTo(JournalState.EMPTY);
    }

    @Test
    void isPlainJsonWithTheDigestOfWhatFollowsIt() throws Exception {
        byte[] bytes = encode(document(States.rich()));
        JsonNode tree = JsonMapper.builder().build().readTree(bytes);

        byte[] covered = Arrays.copyOfRange(bytes, SnapshotCodec.COVERED_FROM, bytes.length);
        assertThat(tree.get("sha256").textValue())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(covered)));
        assertThat(tree.at("/state/positions/0/averagePrice").textValue()).isEqualTo("187.3350");
        assertThat(tree.at("/state/session/attributes/ünïcode").textValue()).isEqualTo("日本 🚀");
    }

    @Test
    void keepsSectionsByteForByte() {
        SystemStateSnapshot back = intact(encode(document(States.rich()))).state();

        assertThat(back.sections()).isEqualTo(States.rich().sections());
        assertThat(back.section("grid", Grid.class).orElseThrow().level()).isEqualTo(amount("1.10"));
    }

    record Grid(BigDecimal level, List<Object> deep) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "0E-8",
                "1E+3",
                "-0",
                "0",
                "-0.000000001",
                "123456789012345678",
                "1234567890123456789",
                "999999999999999999999999999999",
                "0.123456789012345678901234567890",
                "-98765432109876543210.12345",
                "1E-100",
                "1E+100",
                "0.00000012"
            })
    void bringsHardAmountsBack(String text) {
        BigDecimal value = new BigDecimal(text);
        SystemStateSnapshot state = SystemStateSnapshot.builder(States.TIME)
                .positions(List.of(Position.of("X", value, null)))
                .build();

        SystemStateSnapshot back = intact(encode(document(state))).state();

        assertThat(back).isEqualTo(state);
        assertThat(back.positions().get(0).quantity()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z", "2026-11-23T14:30:00.1Z", "2026-11-23T14:30:00.123456Z",
                "1969-12-31T23:59:59.999999999Z", "0000-02-29T12:00:00Z", "9999-12-31T23:59:59.999999999Z",
                "-0044-03-15T00:00:00Z", "+12345-01-01T00:00:00Z", "2024-02-29T00:00:00.000000001Z"
            })
    void bringsHardTimesBack(String text) {
        SystemStateSnapshot state =
                SystemStateSnapshot.builder(Instant.parse(text)).build();
        byte[] bytes = encode(document(state));

        assertThat(intact(bytes).state()).isEqualTo(state);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains('"' + Instant.parse(text).toString() + '"');
    }

    @Test
    void bringsHardTextsBack() {
        String hard = "\u0000\u001f \"\\/\b\f\n\r\t\u007f\u0080\u07ff\u0800\uffff 😀 \u2028 end";
        SystemStateSnapshot state = SystemStateSnapshot.builder(States.TIME)
                .positions(List.of(new Position(hard, null, null, null, hard)))
                .build();

        assertThat(intact(encode(document(state))).state()).isEqualTo(state);
    }

    @Test
    void writesTheSameBytesInEveryLocaleAndZone() {
        byte[] here = encode(document(States.rich()));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            byte[] there = encode(document(States.rich()));

            assertThat(there).isEqualTo(here);
            assertThat(intact(there).state()).isEqualTo(States.rich());
            assertThat(SnapshotName.of(42)).isEqualTo("snapshot-0000000000000000042.json");
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void noticesEachSingleFlippedBit() {
        byte[] bytes = encode(document(States.rich()));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));

            requireDamaged(flipped, "bit " + bit + " flipped");
        }
    }

    @Test
    void noticesEveryTruncationAndWhatIsAppended() {
        byte[] bytes = encode(document(States.rich()));
        for (int length = 0; length < bytes.length; length++) {
            requireDamaged(Arrays.copyOf(bytes, length), "cut to " + length + " bytes");
        }
        for (byte appended : new byte[] {0, '\n', ' ', '}'}) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            longer[bytes.length] = appended;
            assertThat(codec.decode(longer)).isInstanceOf(Decoded.Damaged.class);
        }
    }

    @Test
    void refusesANewerVersionWithoutCallingItDamaged() {
        Decoded decoded = codec.decode(forged("\"version\":1", "\"version\":2"));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.reason()).contains("version 2", "reads 1 to 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"version\":1|\"version\":\"1\"",
                "\"version\":1|\"version\":1.0",
                "\"version\":1|\"version\":null",
                "\"version\":1|\"version\":0",
                "\"version\":1|\"version\":99999999999999999999",
                "\"format\":\"trading-recovery-snapshot\"|\"format\":\"other\"",
                "\"sequence\":42|\"sequence\":null",
                "\"sequence\":42|\"sequence\":42,\"sequence\":42",
                "\"sequence\":42|\"sequences\":42",
                "\"sequence\":42,|",
                "\"sequence\":42|\"sequence\":1000000000000000000",
                "\"journalApplied\":0|\"journalApplied\":9223372036854775807",
                "\"takenAt\":\"2026|\"takenAt\":\"x026",
                "\"takenAt\":\"2026-11|\"takenAt\":\"2026-13",
                "\"takenAt\":\"2026-11-23T14:30:00.123456789Z\"|\"takenAt\":1763908200",
                "\"journalSequence\":0|\"journalSequence\":7",
                "\"journalSequence\":0|\"journalSequence\":-1",
                "\"quantity\":\"100\"|\"quantity\":100",
                "\"quantity\":\"100\"|\"quantity\":\"1e999999999\"",
                "\"quantity\":\"100\"|\"quantity\":\"\"",
                "\"quantity\":\"100\"|\"quantity\":\"-\"",
                "\"quantity\":\"100\"|\"quantity\":null",
                "\"quantity\":\"100\"|\"quantity\":\"100\",\"quantity\":\"100\"",
                "\"side\":\"BUY\"|\"side\":\"buy\"",
                "\"side\":\"BUY\"|\"side\":\"HOLD\"",
                "\"symbol\":\"AAPL\",\"quantity\"|\"quantity\"",
                "\"inferred\":true|\"inferred\":\"true\"",
                "\"USD\":\"-12.50\"|\"USD\":\"-12.50\",\"USD\":\"1\"",
                "\"clientOrderId\":\"c-1\"|\"clientOrderId\":\" \"",
                "}\n|}\n{}",
                "}\n|",
                "{ \"level\" : 1.10|{ \"level\" : 01.10"
            })
    void refusesForgedContentWithACorrectDigest(String replacement) {
        String[] parts = replacement.split("\\|", -1);

        assertThat(codec.decode(forged(parts[0], parts[1]))).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void refusesDeepNestingAndEndlessNumbersWithoutExhaustingAnything() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        String digits = "9".repeat(500_000);

        assertThat(codec.decode(forged("[[{}]]", deep))).isInstanceOf(Decoded.Refused.class);
        assertThat(codec.decode(forged("\"zero\":0", "\"zero\":" + digits))).isInstanceOf(Decoded.Refused.class);
        assertThat(codec.decode(forged("\"100\"", '"' + digits + '"'))).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void refusesToWriteMoreThanItReads() {
        SnapshotCodec small = new SnapshotCodec(1_000);

        assertThatThrownBy(() -> small.encode(document(States.typical(50, 100))))
                .isInstanceOf(JsonWriter.TooLargeException.class)
                .hasMessageContaining("1000 bytes");
        assertThat(intact(copy(small.encode(document(States.numbered(1))))).state())
                .isEqualTo(States.numbered(1));
    }

    @Test
    void readsAnOlderVersionThroughItsOwnReader() throws IOException {
        SnapshotFormat older = new SnapshotFormat() {
            @Override
            public int version() {
                return 0;
            }

            @Override
            public SnapshotDocument read(JsonReader in) throws IOException {
                String field = in.nextField();
                assertThat(field).isEqualTo("number");
                long number = in.number(null);
                assertThat(in.nextField()).isNull();
                return document(States.numbered((int) number));
            }
        };
        SnapshotCodec both = new SnapshotCodec(MAX, List.of(older, new SnapshotFormat1()));
        byte[] old = sealed("\",\"format\":\"trading-recovery-snapshot\",\"version\":0,\"number\":17}\n");

        assertThat(((Decoded.Intact) both.decode(old)).document().state()).isEqualTo(States.numbered(17));
        assertThat(codec.decode(old)).isInstanceOf(Decoded.Refused.class);
    }

    /** A plain check: there are tens of thousands of them. */
    private void requireDamaged(byte[] bytes, String what) {
        if (!(codec.decode(bytes) instanceof Decoded.Damaged)) {
            fail(what + " was not noticed");
        }
    }

    private byte[] forged(String target, String replacement) {
        String text = new String(encode(document(States.rich())), StandardCharsets.UTF_8);
        String covered = text.substring(SnapshotCodec.COVERED_FROM);
        assertThat(covered).contains(target);
        int at = covered.indexOf(target);
        return sealed(covered.substring(0, at) + replacement + covered.substring(at + target.length()));
    }

    private static byte[] sealed(String covered) {
        try {
            byte[] body = covered.getBytes(StandardCharsets.UTF_8);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            return ("{\"sha256\":\"" + digest + covered).getBytes(StandardCharsets.UTF_8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] encode(SnapshotDocument document) {
        return copy(codec.encode(document));
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    private SnapshotDocument intact(byte[] bytes) {
        Decoded decoded = codec.decode(bytes);
        assertThat(decoded).isInstanceOf(Decoded.Intact.class);
        return ((Decoded.Intact) decoded).document();
    }

    private static SnapshotDocument document(SystemStateSnapshot state) {
        return new SnapshotDocument(42, JournalPosition.NONE, Provenance.SAVED, state, JournalState.EMPTY);
    }
}
