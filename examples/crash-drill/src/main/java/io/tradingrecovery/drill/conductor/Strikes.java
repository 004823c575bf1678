package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.bot.BreakPoints;
import io.tradingrecovery.drill.exchange.fault.FaultKind;
import io.tradingrecovery.drill.exchange.fault.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Breaks things. Each method ends when the damage is done and whatever was held back for it goes on. */
final class Strikes {

    private static final Duration FLIGHT = Duration.ofMillis(700);
    private static final Duration ABSENCE = Duration.ofMillis(1500);

    private final Scene scene;
    private final BooksCollector books;
    private final Random random;

    Strikes(Scene scene, BooksCollector books, Random random) {
        this.scene = scene;
        this.books = books;
        this.random = random;
    }

    /**
     * What was done.
     *
     * @param millis when, since the epoch
     * @param overMillis from when on a bot could be well again
     * @param detail how, in a few words
     */
    record Struck(long millis, long overMillis, String detail) {
        static Struck now(String detail) {
            long now = System.currentTimeMillis();
            return new Struck(now, now, detail);
        }

        /** The same, which is over only now. */
        Struck overNow() {
            return new Struck(millis, System.currentTimeMillis(), detail);
        }
    }

    Struck strike(DrillFault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case SIGKILL_BOT -> killBot("at a random moment");
            case KILL_BEFORE_SEND -> killAt(BreakPoints.BEFORE_SEND, "between intent and send");
            case KILL_AFTER_ANSWER -> killAt(BreakPoints.AFTER_ANSWER, "between answer and record");
            case KILL_IN_FLIGHT -> killInFlight();
            case SIGKILL_WATCHDOG -> killWatchdog();
            case SIGKILL_BOTH -> killBoth();
            case HANG_BOT -> hang();
            case FLIP_BYTES, TRUNCATE_SNAPSHOT, DAMAGE_TWO_BACKUPS, CUT_JOURNAL -> damage(fault);
            case FULL_DISK -> fillDisk();
            case KILL_ON_FULL_DISK -> killOnFullDisk();
            case DROP_ANSWER -> dropOne(FaultKind.DROP_ANSWER, "an order was taken and its answer dropped");
            case DROP_ORDER -> dropOne(FaultKind.DROP_REQUEST, "an order was dropped on its way");
            case PROVIDERS_AWAY -> providersAway();
            case EXCHANGE_AWAY -> exchangeAway();
            case KILL_INTO_TROUBLE -> killIntoTrouble();
            case DEPOSIT_WHILE_DOWN -> deposit();
        };
    }

    private Struck killBot(String detail) {
        ProcessHandle bot = scene.bot();
        Struck struck = Struck.now(detail);
        Programs.kill(bot);
        return struck;
    }

    private Struck killAt(String place, String detail) throws IOException {
        int from = scene.witness.size();
        scene.setBreakPoint(place);
        awaitStanding(from, place);
        // Before the kill, or the next life would stand there too.
        scene.clearBreakPoint(place);
        return killBot(detail);
    }

    private void awaitStanding(int from, String place) {
        scene.require(from, note -> note.event().equals("stands"), "The bot never came to " + place);
    }

    private Struck killInFlight() {
        scene.control.arm(FaultKind.LAG, Target.SUBMIT, 1, FLIGHT);
        awaitHit();
        return killBot("with an order on its way for " + FLIGHT.toMillis() + " ms");
    }

    private void awaitHit() {
        Waiting.require(
                scene.timers().patience(),
                () -> scene.control.hits() > 0,
                "The bot sent no request for the fault to strike");
    }

    private Struck killWatchdog() throws IOException {
        Struck struck = Struck.now("and started again");
        scene.killWatchdog();
        scene.startWatchdog();
        return struck;
    }

    private Struck killBoth() throws IOException {
        scene.killWatchdog();
        Struck struck = killBot("watchdog first, then the bot");
        scene.startWatchdog();
        return struck;
    }

    private Struck hang() throws IOException {
        int from = scene.witness.size();
        scene.setBreakPoint(BreakPoints.LOOP);
        awaitStanding(from, BreakPoints.LOOP);
        scene.clearBreakPoint(BreakPoints.LOOP);
        return Struck.now("the loop stands still, the process lives");
    }

    private Struck damage(DrillFault fault) throws IOException, InterruptedException {
        scene.pauseWatchdog();
        Struck killed = killBot("");
        books.collect();
        StateDamage damage = new StateDamage(scene.stateDirectory(), random);
        String detail = switch (fault) {
            case FLIP_BYTES -> damage.flipBytes();
            case TRUNCATE_SNAPSHOT -> damage.truncateSnapshot();
            case DAMAGE_TWO_BACKUPS -> damage.damageTwoBackups();
            default -> damage.cutJournal();
        };
        scene.resumeWatchdog();
        return new Struck(killed.millis(), killed.overMillis(), detail);
    }

    private Struck dropOne(FaultKind kind, String detail) {
        scene.control.arm(kind, Target.SUBMIT, 1, Duration.ZERO);
        awaitHit();
        return Struck.now(detail);
    }

    /** They stay away until the round is over: the third must do. */
    private Struck providersAway() {
        scene.control.arm(FaultKind.DROP_REQUEST, Target.ALPACA_DATA, Integer.MAX_VALUE, Duration.ZERO);
        scene.control.arm(FaultKind.SERVER_ERROR, Target.POLYGON, Integer.MAX_VALUE, Duration.ZERO);
        awaitHit();
        return Struck.now("Alpaca's and Polygon's data were away, Finnhub's was there");
    }

    private Struck exchangeAway() throws IOException {
        Struck struck = Struck.now("the exchange was gone for " + ABSENCE.toMillis() + " ms");
        scene.killExchange();
        Waiting.pass(ABSENCE);
        scene.startExchange();
        return struck.overNow();
    }

    private Struck fillDisk() throws IOException, InterruptedException {
        ProcessHandle bot = scene.bot();
        Struck struck = Struck.now("no file could grow for " + ABSENCE.toMillis() + " ms");
        Programs.limitFiles(bot.pid(), "1");
        Waiting.pass(ABSENCE);
        Programs.limitFiles(bot.pid(), "unlimited");
        return struck.overNow();
    }

    private Struck killOnFullDisk() throws IOException, InterruptedException {
        Programs.limitFiles(scene.bot().pid(), "1");
        Waiting.pass(ABSENCE);
        return killBot("after " + ABSENCE.toMillis() + " ms in which no file could grow");
    }

    private Struck killIntoTrouble() {
        scene.control.arm(FaultKind.SERVER_ERROR, Target.TRADING_READS, 1, Duration.ZERO);
        scene.control.arm(FaultKind.RATE_LIMIT, Target.TRADING_READS, 1, Duration.ZERO);
        scene.control.arm(FaultKind.CUT_BODY, Target.TRADING_READS, 1, Duration.ZERO);
        scene.control.arm(FaultKind.LATE_ANSWER, Target.TRADING_READS, 2, Duration.ofMillis(500));
        return killBot("back to an exchange with 503, 429, a cut body and slow answers");
    }

    private Struck deposit() throws IOException, InterruptedException {
        scene.pauseWatchdog();
        Struck struck = killBot("250.50 dollars came in meanwhile");
        scene.control.deposit("250.50");
        scene.resumeWatchdog();
        return struck;
    }
}
