import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Gets a virtual machine into trouble, so that what it then prints can be recorded. */
public class Trouble {
  private static final Object LEFT = new Object();
  private static final Object RIGHT = new Object();
  private static final Object GATE = new Object();
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static volatile List<byte[]> kept = new ArrayList<>();

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "threads" -> threads();
      case "garbage" -> garbage(Integer.parseInt(arguments[1]));
      case "memory" -> memory();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Two threads in a deadlock, a pool behind one lock, one thread that computes. */
  private static void threads() throws Exception {
    start("deadlock-left", () -> both(LEFT, RIGHT));
    start("deadlock-right", () -> both(RIGHT, LEFT));
    start("10.0.0.1 [1457551498445] GET /content/a.html HTTP/1.1", Trouble::holdGate);
    Thread.sleep(200);
    int[] count = {0};
    ExecutorService pool =
        Executors.newFixedThreadPool(4, work -> new Thread(work, "pool-" + ++count[0]));
    for (int index = 0; index < 4; index++) pool.submit(Trouble::passGate);
    start("busy", Trouble::compute);
    start("lock-owner", () -> { LOCK.lock(); sleep(); });
    Thread.sleep(200);
    start("lock-waiter", LOCK::lock);
    Thread.sleep(200);
    System.out.println("ready " + ProcessHandle.current().pid());
    Thread.sleep(60_000);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void both(Object first, Object second) {
    synchronized (first) {
      pause(150);
      synchronized (second) {
        pause(1);
      }
    }
  }

  private static void holdGate() {
    synchronized (GATE) {
      sleep();
    }
  }

  private static void passGate() {
    synchronized (GATE) {
      pause(1);
    }
  }

  private static void compute() {
    long sum = 0;
    while (sum != -1) sum = (sum * 31 + System.nanoTime()) & Long.MAX_VALUE;
  }

  private static void sleep() {
    pause(TimeUnit.MINUTES.toMillis(2));
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes megabytes of garbage, keeps some of it, and asks for a collection of its own. */
  private static void garbage(int megabytes) {
    for (int count = 0; count < megabytes * 16; count++) {
      byte[] block = new byte[1 << 16];
      block[0] = 1;
      if (count % 32 == 0) kept.add(block);
      if (kept.size() > 120) kept = new ArrayList<>();
    }
    System.gc();
  }

  private static void memory() {
    List<byte[]> blocks = new ArrayList<>();
    while (true) blocks.add(new byte[1 << 20]);
  }
}
