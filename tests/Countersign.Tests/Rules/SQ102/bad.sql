SELECT load_extension('/tmp/extension.so');
