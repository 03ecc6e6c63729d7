package io.tokenledger.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedSemaphoreTest {
    private final KeyedSemaphore<String> semaphore = new KeyedSemaphore<>(2);

    @Test
    void a_key_has_its_permits_and_no_more() throws InterruptedException {
        assertThat(semaphore.tryAcquire("one", 0)).isTrue();
        assertThat(semaphore.tryAcquire("one", 0)).isTrue();
        assertThat(semaphore.tryAcquire("one", 0)).isFalse();
        assertThat(semaphore.tryAcquire("other", 0)).isTrue();
        semaphore.release("one");
        assertThat(semaphore.tryAcquire("one", 0)).isTrue();
    }

    @Test
    void a_key_without_users_is_forgotten() throws InterruptedException {
        assertThat(semaphore.tryAcquire("one", 0)).isTrue();
        assertThat(semaphore.tryAcquire("other", 0)).isTrue();
        semaphore.release("one");
        assertThat(semaphore.keysInUse()).isEqualTo(1);
        semaphore.release("other");
        assertThat(semaphore.keysInUse()).isZero();
    }
}
