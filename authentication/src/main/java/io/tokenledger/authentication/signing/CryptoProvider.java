package io.tokenledger.authentication.signing;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The provider of signatures: Amazon Corretto where its native library loads, otherwise the JDK. */
@Component
final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);

    private final Provider provider;

    CryptoProvider() {
        this.provider = choose();
    }

    Provider provider() {
        return provider;
    }

    /** The key in the provider's own form. The provider would convert a foreign key for each signature. */
    PrivateKey convert(PrivateKey key) {
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The provider " + provider.getName() + " does not support the signing key.", e);
        }
    }

    private static Provider choose() {
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto.getLoadingError() == null && corretto.runSelfTests().equals(SelfTestStatus.PASSED)) {
            LOG.info("API tokens are signed with the Amazon Corretto Crypto Provider {}.", corretto.getVersionStr());
            return corretto;
        }
        Provider jdk = Security.getProvider("SunEC");
        LOG.info("API tokens are signed with the JDK's own provider, because the native provider does not load here.");
        return jdk;
    }
}
