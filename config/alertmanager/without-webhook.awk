# Of alertmanager.yml: takes the webhooks out whose address is in the file `missing`. Their receiver stays, and hears of nothing.
function flush() {
  if (index(block, "url_file: " missing "\n") == 0) printf "%s", block
  block = ""
}
/^ *webhook_configs:/ { flush(); block = $0 "\n"; depth = match($0, /[^ ]/); next }
block != "" && match($0, /[^ ]/) > depth { block = block $0 "\n"; next }
{ flush(); print }
END { flush() }
