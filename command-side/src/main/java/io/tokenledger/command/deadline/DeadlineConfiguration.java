package io.tokenledger.command.deadline;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Provides db-scheduler for Axon's deadline manager. The Spring Boot starter of db-scheduler only knows the
 * auto-configurations of Spring Boot 3, so it would run before the data source exists.
 */
@Configuration(proxyBeanMethods = false)
class DeadlineConfiguration {
    private static final int THREADS = 2;

    /** Usual maximum delay of an expiry event. Credential checks enforce the expiry itself by the clock. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    @Bean
    @DependsOnDatabaseInitialization
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks, Clock clock) {
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .tableName("command_side.scheduled_task")
                .pollingInterval(POLL_INTERVAL)
                .threads(THREADS)
                .clock(clock::instant)
                .build();
    }
}
