package io.tokenledger.allinone;

import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Takes the data directory before any bean can put a file into it. */
final class DataDirectoryInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    @Override
    public void initialize(GenericApplicationContext context) {
        DataDirectory data =
                DataDirectory.open(Path.of(context.getEnvironment().getRequiredProperty("ledger.data-dir")));
        context.registerBean("dataDirectory", DataDirectory.class, () -> data);
    }
}
