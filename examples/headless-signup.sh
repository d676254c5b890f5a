#!/bin/sh
# Signs up without a browser: asks for an account, reads the code out of the mail, and uses the accesskey that comes back.
#
#   examples/headless-signup.sh BASE_URL DATA_DIRECTORY EMAIL
#   examples/headless-signup.sh http://localhost:8080 ./data you@example.net
#
# For a service without a mail server: its mails are files in DATA_DIRECTORY/mail. Needs curl.
# It waits 30 seconds for the mail, or as many as the variable WAIT_SECONDS says.
set -eu

seconds=${WAIT_SECONDS:-30}

say() {
  echo "headless-signup: $*"
}

fail() {
  echo "headless-signup: $*" >&2
  exit 1
}

# request WHAT METHOD PATH [CURL-OPTION…]: sends a request, and leaves the body in $answer; anything but 200 ends here.
request() {
  what=$1 method=$2 path=$3
  shift 3
  answer=$(curl -sS --max-time 30 -w '\n%{http_code}' -X "$method" "$base$path" "$@") || fail "$what: the service does not answer at $base"
  status=$(printf '%s\n' "$answer" | tail -n 1)
  answer=$(printf '%s\n' "$answer" | sed '$d')
  [ "$status" = 200 ] || fail "$what: the answer was $status: $answer"
}

# member NAME: the value of a text member of $answer, wherever it stands.
member() {
  value=$(printf '%s\n' "$answer" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p")
  [ -n "$value" ] || fail "the answer has no $1: $answer"
  printf '%s\n' "$value"
}

# new_mail: the first file to $email that was not there before.
new_mail() {
  for file in "$mails"/*.eml; do
    case $before in
      *"|$file|"*) continue ;;
    esac
    if [ -f "$file" ] && tr -d '\r' <"$file" | grep -qixF -e "To: $email" -e "X-Receiver: $email"; then
      printf '%s\n' "$file"
      return
    fi
  done
}

[ $# -eq 3 ] || fail "usage: headless-signup.sh BASE_URL DATA_DIRECTORY EMAIL"
base=${1%/} mails=${2%/}/mail email=$3
command -v curl >/dev/null || fail "curl is not installed"
case $email in
  *[\"\\]* | *[[:space:]]*) fail "$email is no e-mail address" ;;
esac

before='|'
for file in "$mails"/*.eml; do
  before="$before$file|"
done

say "signing up $email at $base"
request "POST /auth/signup" POST /auth/signup -d "{\"email\":\"$email\",\"accepted_tos\":true}"
temp_token=$(member temp_token)
say "temp_token: $temp_token"

say "waiting for the mail in $mails"
file='' code=''
while [ -z "$code" ]; do
  file=$(new_mail)
  if [ -n "$file" ]; then
    code=$(sed -n 's/.*type \([0-9]\{6\}\)\..*/\1/p' "$file" | head -n 1)
    ! grep -q 'There is an account for it already' "$file" || fail "the mail $file says that $email has an account already"
  fi
  if [ -z "$code" ]; then
    [ "$seconds" -gt 0 ] || fail "no mail with a code came to $mails: is that where the service keeps its files? An address is sent at most one a minute, and five a day"
    seconds=$((seconds - 1))
    sleep 1
  fi
done
say "code: $code, in $file"

say "completing the signup"
request "POST /auth/complete-signup" POST /auth/complete-signup -d "{\"temp_token\":\"$temp_token\",\"code\":\"$code\"}"
customer_id=$(member customer_id)
accesskey=$(member token)
say "customer: $customer_id"
say "accesskey: $accesskey"

say "listing the accesskeys with it"
request "GET /v1.0/accesskeys" GET /v1.0/accesskeys -H "Authorization: Bearer $accesskey"
printf '%s\n' "$answer"
say "done; a link to set a password was mailed to $email"
