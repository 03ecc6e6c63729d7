package io.tokenledger.command.signing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import java.security.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses who computes signatures: Amazon's native provider where its library loads, the JDK's own elsewhere. */
final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);

    private CryptoProvider() {}

    static Provider choose() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto.getLoadingError() == null && corretto.runSelfTests().equals(SelfTestStatus.PASSED)) {
            LOG.info("API tokens are signed through the Amazon Corretto Crypto Provider {}.", corretto.getVersionStr());
            return corretto;
        }
        Provider jdk = Security.getProvider("SunEC");
        LOG.info("API tokens are signed through the JDK's own provider; the native one does not load here.");
        return jdk;
    }
}
