package io.tradingrecovery.drill.exchange.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The prices that the Maven artifact {@code org.ta4j:ta4j-examples:0.15} ships: 100,000 Bitstamp trades of BTC/USD from 25
 * November to 1 December 2013, and Apple's daily bars of 2013.
 */
final class HistoricalPrices {

    /** Six and a half days of Bitcoin in about an hour: some 25 trades a second, as on a busy market. */
    private static final int BITCOIN_SPEED = 144;

    private static final Duration APPLE_STEP = Duration.ofMillis(500);
    private static final int SIZE_PLACES = 8;

    /** A daily bar is the volume of a whole market; ours is a corner of it, so that orders fill in parts. */
    private static final BigDecimal APPLE_SHARE = new BigDecimal("0.0000005");

    private HistoricalPrices() {}

    /** Bitstamp's trades with their amounts, {@value #BITCOIN_SPEED} times as fast as they were. */
    static Tape bitcoin() {
        List<Tick> ticks = new ArrayList<>();
        long first = 0;
        long latest = 0;
        for (String[] row : rows("bitstamp_trades_from_20131125_usd.csv", 3)) {
            long seconds = Long.parseLong(row[0]);
            first = ticks.isEmpty() ? seconds : first;
            latest = Math.max(latest, seconds);
            BigDecimal size = new BigDecimal(row[2]).setScale(SIZE_PLACES, RoundingMode.DOWN);
            ticks.add(new Tick(Duration.ofSeconds(latest - first).dividedBy(BITCOIN_SPEED), price(row[1]), size));
        }
        return new Tape(ticks, Duration.ofSeconds(latest - first + 60).dividedBy(BITCOIN_SPEED));
    }

    /** Apple's bars as four prices each, one every half second: open, the extreme farther from the close, the other, close. */
    static Tape apple() {
        List<Tick> ticks = new ArrayList<>();
        for (String[] row : rows("appleinc_bars_from_20130101_usd.csv", 6)) {
            BigDecimal open = price(row[1]);
            BigDecimal high = price(row[2]);
            BigDecimal low = price(row[3]);
            BigDecimal close = price(row[4]);
            BigDecimal size = new BigDecimal(row[5]).multiply(APPLE_SHARE).setScale(0, RoundingMode.UP);
            boolean rose = close.compareTo(open) >= 0;
            for (BigDecimal price : List.of(open, rose ? low : high, rose ? high : low, close)) {
                ticks.add(new Tick(APPLE_STEP.multipliedBy(ticks.size()), price, size));
            }
        }
        return new Tape(ticks, APPLE_STEP.multipliedBy(ticks.size()));
    }

    private static BigDecimal price(String text) {
        return new BigDecimal(text).setScale(2, RoundingMode.HALF_EVEN);
    }

    private static List<String[]> rows(String resource, int columns) {
        try (InputStream stream = HistoricalPrices.class.getResourceAsStream("/" + resource)) {
            if (stream == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path; it comes with org.ta4j:ta4j-examples:0.15");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            List<String[]> rows =
                    reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
            for (String[] row : rows) {
                if (row.length != columns) {
                    throw new IllegalStateException(
                            resource + " has a row of " + row.length + " columns in place of " + columns);
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + resource, e);
        }
    }
}
