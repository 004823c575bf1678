package io.tradingrecovery.recovery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.ThreadLocalRandom;

/** Names of reports that sort by time and say it, such as {@code 20261123T143000123Z-3fa9}. */
final class ReportIds {

    private ReportIds() {}

    static String next(Instant now) {
        ZonedDateTime time = now.atZone(ZoneOffset.UTC);
        StringBuilder id = new StringBuilder(24);
        digits(id, time.getYear(), 4);
        digits(id, time.getMonthValue(), 2);
        digits(id, time.getDayOfMonth(), 2);
        id.append('T');
        digits(id, time.getHour(), 2);
        digits(id, time.getMinute(), 2);
        digits(id, time.getSecond(), 2);
        digits(id, time.getNano() / 1_000_000, 3);
        id.append("Z-");
        String random =
                Integer.toHexString(0x10000 | ThreadLocalRandom.current().nextInt(0x10000));
        return id.append(random, 1, 5).toString();
    }

    private static void digits(StringBuilder id, int value, int count) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < count; i++) {
            id.append('0');
        }
        id.append(digits);
    }
}
