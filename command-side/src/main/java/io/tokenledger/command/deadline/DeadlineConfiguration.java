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
 * db-scheduler as Axon's deadline manager finds it. Its own Spring Boot starter knows the auto-configurations of Boot 3
 * only, and orders itself before there is a data source.
 */
@Configuration
class DeadlineConfiguration {
    private static final int THREADS = 2;

    /** How late the event of an expiry may be; the expiry itself binds by the clock. */
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    @Bean
    @DependsOnDatabaseInitialization
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks, Clock clock) {
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
                .tableName("command_side.scheduled_task")
                .pollingInterval(POLL_EVERY)
                .threads(THREADS)
                .clock(clock::instant)
                .build();
    }
}
