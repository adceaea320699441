#!/bin/sh
# Puts the built assets where CloudFront looks for /assets/, before anything that asks for them runs. They come out of the very images
# that are rolled out, both of them: each serves pages, and their names change with their content. Nothing is deleted: pages that are
# open, and tasks that still run, ask for the names of before.
#
#   sh deploy/pipelines/upload-assets.sh <bucket> <image of the backend> <image of the frontend>
set -eu

bucket=${1:?bucket of the assets}
backend=${2:?image of the backend}
frontend=${3:?image of the frontend}

folder=$(mktemp -d)
container=
trap '[ -z "$container" ] || docker rm --volumes "$container" > /dev/null; rm -rf "$folder"' EXIT

# take <image> <folder in it>: the image is not started
take() {
  container=$(docker create "$1")
  docker cp "$container:$2/." "$folder"
  docker rm --volumes "$container" > /dev/null
  container=
}
take "$backend" /app/dist/web/assets
take "$frontend" /usr/share/nginx/html/assets
if [ -z "$(find "$folder" -name '*.js')" ]; then
  echo "there is no script in the assets of $backend and $frontend" >&2
  exit 1
fi

# The same name is the same content, whatever its date. Types are said, not guessed: a browser refuses a module of another type, and
# the guess depends on the machine. Packed copies stay behind, because a bucket cannot choose between them; CloudFront packs.
put() {
  aws s3 sync "$folder" "s3://$bucket/assets" --size-only --no-progress \
    --cache-control 'public,max-age=31536000,immutable' "$@"
}
put --exclude '*' --include '*.js' --content-type text/javascript
put --exclude '*' --include '*.css' --content-type text/css
put --exclude '*.js' --exclude '*.css' --exclude '*.br' --exclude '*.gz'
