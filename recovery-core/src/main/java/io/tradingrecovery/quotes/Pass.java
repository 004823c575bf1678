package io.tradingrecovery.quotes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes one or more searches down the chain, provider by provider, in requests as large as each provider takes, until all
 * have ended. It has one driver at a time: the thread that started it, or the one that brought the last answer a provider
 * owed. Thread-safe.
 */
final class Pass implements ProviderCall.Receiver {

    private final QuoteChain chain;
    private final long deadline;
    private List<Search> open;
    private int next;
    private boolean asked;
    private boolean inLastResort;

    /** Answers the current provider still owes, and one for the driver itself. */
    private final AtomicInteger owed = new AtomicInteger();

    Pass(QuoteChain chain, List<Search> searches, long deadline) {
        this.chain = chain;
        this.open = searches;
        this.deadline = deadline;
    }

    /** Goes on until all searches have ended or an answer must be waited for. */
    void drive() {
        do {
            open = stillOpen(open);
            ProviderLink link = open.isEmpty() ? null : nextLink();
            if (link == null) {
                open.forEach(search -> search.finish("quote"));
                return;
            }
            owed.set(1);
            ask(link);
        } while (owed.decrementAndGet() == 0);
    }

    private static List<Search> stillOpen(List<Search> searches) {
        if (searches.size() == 1) {
            return searches.get(0).isDone() ? List.of() : searches;
        }
        return searches.stream().filter(search -> !search.isDone()).toList();
    }

    private @Nullable ProviderLink nextLink() {
        long now = chain.settings().tick();
        if (chain.isClosed() || deadline - now <= 0) {
            return null;
        }
        if (next < chain.size()) {
            return chain.link(next++);
        }
        if (asked || inLastResort) {
            return null;
        }
        inLastResort = true;
        return chain.lastResort(now);
    }

    private void ask(ProviderLink link) {
        List<Search> wanted = withoutUnknown(link);
        int most = link.limits().maxBatch();
        if (wanted.size() <= most) {
            if (!wanted.isEmpty()) {
                ask(link, wanted);
            }
            return;
        }
        for (int from = 0; from < wanted.size(); from += most) {
            ask(link, wanted.subList(from, Math.min(wanted.size(), from + most)));
        }
    }

    /** Those whose symbol the provider may know. */
    private List<Search> withoutUnknown(ProviderLink link) {
        long now = chain.settings().tick();
        List<Search> wanted = open;
        for (Search search : open) {
            QuoteFailure remembered = link.remembered(search.symbol(), now);
            if (remembered != null) {
                search.offer(link, remembered);
                wanted = wanted == open ? new ArrayList<>(open) : wanted;
                wanted.remove(search);
            }
        }
        return wanted;
    }

    private void ask(ProviderLink link, List<Search> wanted) {
        ProviderCall call = new ProviderCall(
                chain.settings(),
                link,
                symbolsOf(wanted),
                inLastResort ? ProviderCall.Purpose.LAST_RESORT : ProviderCall.Purpose.CALL,
                deadline,
                wanted == open ? this : (done, answer) -> answered(done.link(), wanted, answer));
        owed.incrementAndGet();
        QuoteAnswer answer = call.begin();
        asked |= call.wasSent();
        if (answer != null) {
            offer(link, wanted, answer);
            owed.decrementAndGet();
        }
    }

    private static List<String> symbolsOf(List<Search> searches) {
        return searches.size() == 1
                ? List.of(searches.get(0).symbol())
                : searches.stream().map(Search::symbol).toList();
    }

    @Override
    public void answered(ProviderCall call, QuoteAnswer answer) {
        answered(call.link(), open, answer);
    }

    private void answered(ProviderLink link, List<Search> wanted, QuoteAnswer answer) {
        offer(link, wanted, answer);
        if (owed.decrementAndGet() == 0) {
            drive();
        }
    }

    private static void offer(ProviderLink link, List<Search> wanted, QuoteAnswer answer) {
        for (int i = 0; i < wanted.size(); i++) {
            Search search = wanted.get(i);
            search.offer(link, answer.outcome(search.symbol()));
        }
    }
}
