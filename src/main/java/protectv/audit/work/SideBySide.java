package protectv.audit.work;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Work of several threads whose results come in the order of the work. */
public final class SideBySide {

    private SideBySide() {}

    /**
     * Does all of the work and hands over each result in the order of the tasks.
     *
     * @throws RuntimeException what a task threw, once the others were told to end
     */
    public static <T> void each(Collection<Callable<T>> tasks, int threads, Consumer<T> results) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, tasks.size())));
        try {
            Deque<Future<T>> running = new ArrayDeque<>();
            tasks.forEach(task -> running.add(pool.submit(task)));
            while (!running.isEmpty()) {
                results.accept(result(running.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Uses one thing after the other, while another thread gets the next ready.
     *
     * @param source gives what is next, nothing at the end; asked by one thread at a time
     */
    public static <T> void ahead(Callable<Optional<T>> source, Consumer<T> use) {
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Optional<T>> next = other.submit(source);
        try {
            for (Optional<T> ready = result(next); ready.isPresent(); ready = result(next)) {
                next = other.submit(source);
                use.accept(ready.get());
            }
        } finally {
            // Not told to end at once: an interrupt would close the file that it reads.
            other.shutdown();
            awaitEnd(other);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        try {
            pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What came of a task; waits for it.
     *
     * @throws RuntimeException what the task threw
     */
    public static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for other threads", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
