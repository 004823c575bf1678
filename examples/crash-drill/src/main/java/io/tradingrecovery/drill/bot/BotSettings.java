package io.tradingrecovery.drill.bot;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the bot is told on its command line.
 *
 * @param state where the library keeps what must not be lost
 * @param exchange the address of the exchange
 * @param witness where the bot notes what happened, for the conductor
 * @param breakPoints where the conductor asks the bot to stand still
 * @param settleTime how long an order that was under way may take to appear at the broker
 * @param starts how many starts in ten minutes are normal
 */
public record BotSettings(
        Path state, String exchange, Path witness, Path breakPoints, Duration settleTime, int starts) {

    static BotSettings parse(String[] arguments) {
        if (arguments.length != 6) {
            throw new IllegalArgumentException("The bot takes 6 arguments: state directory, exchange address, witness"
                    + " file, break point directory, settle time in ms, starts in ten minutes; it got "
                    + arguments.length);
        }
        return new BotSettings(
                Path.of(arguments[0]),
                arguments[1],
                Path.of(arguments[2]),
                Path.of(arguments[3]),
                Duration.ofMillis(Long.parseLong(arguments[4])),
                Integer.parseInt(arguments[5]));
    }

    /** These settings as a command line. */
    public String[] toArguments() {
        return new String[] {
            state.toString(),
            exchange,
            witness.toString(),
            breakPoints.toString(),
            Long.toString(settleTime.toMillis()),
            Integer.toString(starts)
        };
    }
}
