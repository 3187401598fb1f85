package protectv.audit.work;

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
