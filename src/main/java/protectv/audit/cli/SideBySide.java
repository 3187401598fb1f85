package protectv.audit.cli;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work of several threads whose results come in the order of the work. */
final class SideBySide {

    private SideBySide() {}

    /**
     * Does all of the work and hands over each result in the order of the tasks.
     *
     * @throws RuntimeException what a task threw, once the others were told to end
     */
    static <T> void each(Collection<Callable<T>> tasks, int threads, Consumer<T> results) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, tasks.size())));
        try {
            Deque<Future<T>> running = new ArrayDeque<>();
            tasks.forEach(task -> running.add(pool.submit(task)));
            while (!running.isEmpty()) {
                results.accept(running.remove().get());
            }
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
        } finally {
            pool.shutdownNow();
        }
    }
}
