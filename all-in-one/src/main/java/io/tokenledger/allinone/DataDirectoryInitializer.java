package io.tokenledger.allinone;

import io.tokenledger.eventstore.DeploymentMode;
import java.nio.file.Path;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Locks the data directory before any bean can write a file into it, and begins to start the embedded store. */
final class DataDirectoryInitializer implements ApplicationContextInitializer<GenericApplicationContext> {
    private static final String DIRECTORY = "dataDirectory";
    private static final String STORE_START = "embeddedStoreStart";

    @Override
    public void initialize(GenericApplicationContext context) {
        String directory = context.getEnvironment().getProperty("ledger.data-dir");
        if (directory != null) { // absent in other applications
            boolean embedded = DeploymentMode.of(context.getEnvironment()) == DeploymentMode.EMBEDDED;
            DataDirectory data = DataDirectory.open(Path.of(directory));
            // The first step of the refresh: a refresh that fails later destroys what this step registers, in reverse.
            context.addBeanFactoryPostProcessor((BeanDefinitionRegistryPostProcessor)
                    registry -> register(data, embedded, context.getDefaultListableBeanFactory()));
        }
    }

    private static void register(DataDirectory data, boolean embedded, DefaultListableBeanFactory beans) {
        beans.registerSingleton(DIRECTORY, data);
        beans.registerDisposableBean(DIRECTORY, data::close);
        if (embedded) {
            EmbeddedStoreStart start = EmbeddedStoreStart.begin(data);
            beans.registerSingleton(STORE_START, start);
            beans.registerDisposableBean(STORE_START, start);
        }
    }
}
