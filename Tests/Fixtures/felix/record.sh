#!/bin/sh
# Records how a real Felix framework lays down bundles, as fixtures for tests.
#
# Needs openjdk-17-jdk-headless and libfelix-framework-java; nothing else of the project does.
# Writes the folder `cache` beside this script: one bundle as AEM's launchpad installs it, one
# that was stopped, a fragment, one whose name takes more than a line of a manifest, and one that
# was updated. The dates in it are the only thing that differs from run to run.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
felix=${FELIX_JAR:-/usr/share/java/org.apache.felix.framework.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bundle() { # name, version, more headers
  printf 'Bundle-ManifestVersion: 2\nBundle-SymbolicName: %s\nBundle-Version: %s\n%b' \
    "$2" "$3" "$4" > "$work/manifest"
  # The jar tool folds long lines at 72 bytes. Dates of members are fixed.
  jar --create --file "$work/$1.jar" --manifest "$work/manifest" \
    --date 2024-01-01T00:00:00Z -C "$work" empty
}

mkdir "$work/empty"
bundle crypto com.adobe.granite.crypto 3.0.32 'Bundle-Name: Adobe Granite Crypto\n'
bundle file com.adobe.granite.crypto.file 1.0.8 ''
bundle fragment com.example.texts 1.0.0 'Fragment-Host: com.adobe.granite.crypto\n'
bundle long com.example.a.name.that.is.longer.than.a.line.of.a.manifest.may.be.so.it.is.folded \
  1.0.0 ''
bundle updated com.example.updated 2.0.0 ''

cat > "$work/Record.java" <<'JAVA'
import java.io.FileInputStream;
import java.util.*;
import org.osgi.framework.*;
import org.osgi.framework.launch.*;
import org.osgi.framework.startlevel.*;

public class Record {
  public static void main(String[] arguments) throws Exception {
    String work = arguments[0];
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, arguments[1]);
    settings.put("felix.log.level", "1");
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(settings);
    framework.start();
    BundleContext context = framework.getBundleContext();
    Bundle crypto = install(context, work, "crypto", "slinginstall:com.adobe.granite.crypto-3.0.32.jar");
    crypto.adapt(BundleStartLevel.class).setStartLevel(10);
    crypto.start();
    crypto.getDataFile("storage").getParentFile().mkdirs();
    try (java.io.FileWriter file = new java.io.FileWriter(crypto.getDataFile("storage"))) {
      file.write("JCR");
    }
    Bundle file = install(context, work, "file",
        "launchpad:resources/install/20/com.adobe.granite.crypto.file-1.0.8.jar");
    file.start();
    file.stop();
    install(context, work, "fragment", "jcrinstall:/apps/example/install/texts.jar");
    install(context, work, "long", "inputstream:long");
    Bundle updated = install(context, work, "updated", "jcrinstall:/apps/example/install/updated.jar");
    updated.start();
    try (FileInputStream stream = new FileInputStream(work + "/updated.jar")) {
      updated.update(stream);
    }
    framework.stop();
    framework.waitForStop(10_000);
    System.exit(0);
  }

  private static Bundle install(BundleContext context, String work, String name, String location)
      throws Exception {
    try (FileInputStream stream = new FileInputStream(work + "/" + name + ".jar")) {
      return context.installBundle(location, stream);
    }
  }
}
JAVA

javac -cp "$felix" -d "$work" "$work/Record.java"
rm -rf "$here/cache"
# This Felix is older than the module system.
timeout 60 java --add-opens java.base/java.security=ALL-UNNAMED \
  --add-opens java.base/java.net=ALL-UNNAMED --add-opens java.base/sun.net.www.protocol.file=ALL-UNNAMED \
  --add-opens java.base/sun.net.www.protocol.ftp=ALL-UNNAMED \
  --add-opens java.base/sun.net.www.protocol.http=ALL-UNNAMED \
  --add-opens java.base/sun.net.www.protocol.https=ALL-UNNAMED \
  --add-opens java.base/sun.net.www.protocol.jar=ALL-UNNAMED \
  -cp "$felix:$work" Record "$work" "$here/cache"
find "$here/cache" -type f | sort
