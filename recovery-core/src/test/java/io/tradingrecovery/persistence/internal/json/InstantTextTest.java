package io.tradingrecovery.persistence.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    private static final int OFFSET = 5;

    private final InstantText times = new InstantText();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T14:30:00Z",
                "2026-11-23T14:30:05.100Z",
                "2026-11-23T14:30:05.000001Z",
                "2026-11-23T14:30:05.120034Z",
                "2026-11-23T14:30:05.000000001Z",
                "2026-11-23T23:59:59.999999999Z",
                "2024-02-29T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "0042-03-04T05:06:07.080Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void writesWhatInstantWrites(String text) {
        assertThat(InstantText.isCommon(Instant.parse(text))).isTrue();
        assertThat(written(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void writesWhatInstantWritesForAnyTimesInAnyOrder() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            Instant time = Instant.parse("2026-11-23T14:30:00Z");
            for (int i = 0; i < 2_000; i++) {
                long step = random.nextInt(4) == 0 ? random.nextLong(-9_000_000_000L, 9_000_000_000L) : i;
                int[] fractions = {0, random.nextInt(1_000) * 1_000_000, random.nextInt(1_000_000) * 1_000};
                int nanos = random.nextBoolean() ? random.nextInt(1_000_000_000) : fractions[random.nextInt(3)];
                Instant next = Instant.ofEpochSecond(time.getEpochSecond() + step, nanos);
                assertThat(written(next)).as("seed %d, time %d", seed, i).isEqualTo(next.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0001-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void aYearWithASignIsNotCommon(String text) {
        assertThat(InstantText.isCommon(Instant.parse(text))).isFalse();
    }

    @Test
    void writesNothingBesideItsPlace() {
        byte[] out = new byte[OFFSET + InstantText.LONGEST + 1];
        Arrays.fill(out, (byte) '#');

        int end = times.write(Instant.parse("2026-11-23T14:30:00.123456789Z"), out, OFFSET);

        assertThat(end).isEqualTo(OFFSET + InstantText.LONGEST);
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo("#####2026-11-23T14:30:00.123456789Z#");
    }

    private String written(Instant time) {
        byte[] out = new byte[OFFSET + InstantText.LONGEST];
        int end = times.write(time, out, OFFSET);
        return new String(out, OFFSET, end - OFFSET, StandardCharsets.US_ASCII);
    }
}
