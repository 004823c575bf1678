package io.tradingrecovery.testing;

import io.tradingrecovery.state.OrderSide;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a {@link SimulatedBroker} takes for a fill. Immutable and safe to share between threads.
 *
 * @param basis what the fee is reckoned from
 * @param rate money for each unit, or the part of the value or the coins; zero for no fee
 * @param late whether the fill does not say its fee, which is taken at the end of the day as an activity
 */
public record FeeSchedule(Basis basis, BigDecimal rate, boolean late) {

    /** What a fee is reckoned from, and taken from. */
    public enum Basis {
        /** Money for each unit, from cash. */
        PER_UNIT,
        /** A part of the value traded, from cash. */
        VALUE,
        /** A part of what is credited: of the coins when they are bought, of the money when they are sold. */
        CREDITED
    }

    /** No fee; each fill says that it is zero. */
    public static final FeeSchedule NONE = new FeeSchedule(Basis.PER_UNIT, BigDecimal.ZERO, false);

    public FeeSchedule {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("The fee rate is " + rate + "; give zero or more");
        }
    }

    /** So much money for each unit. */
    public static FeeSchedule perUnit(String amount) {
        return new FeeSchedule(Basis.PER_UNIT, new BigDecimal(amount), false);
    }

    /** Such a part of the value traded; {@code 0.001} is a tenth of a percent. */
    public static FeeSchedule ofValue(String part) {
        return new FeeSchedule(Basis.VALUE, new BigDecimal(part), false);
    }

    /** Such a part of what is credited, as crypto brokers take it. */
    public static FeeSchedule ofCredited(String part) {
        return new FeeSchedule(Basis.CREDITED, new BigDecimal(part), false);
    }

    /** The same, told and taken at the end of the day only. */
    public FeeSchedule atEndOfDay() {
        return new FeeSchedule(basis, rate, true);
    }

    /** A fee, and whether it is taken from the position in place of cash. */
    record Fee(BigDecimal amount, String asset, boolean fromPosition) {}

    Fee of(Instrument instrument, OrderSide side, BigDecimal quantity, BigDecimal price) {
        String coin = instrument.coin();
        if (basis == Basis.CREDITED && side == OrderSide.BUY && coin != null) {
            int scale = Math.max(0, instrument.step().stripTrailingZeros().scale());
            return new Fee(rounded(quantity.multiply(rate), scale), coin, true);
        }
        BigDecimal amount = basis == Basis.PER_UNIT
                ? quantity.multiply(rate)
                : instrument.value(quantity, price).multiply(rate);
        return new Fee(rounded(amount, 8), instrument.currency(), false);
    }

    private static BigDecimal rounded(BigDecimal amount, int scale) {
        return amount.scale() > scale ? amount.setScale(scale, RoundingMode.HALF_UP) : amount;
    }
}
