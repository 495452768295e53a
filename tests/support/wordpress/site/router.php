<?php
/** What a web server's rewrite rules do, for PHP's own server; and the tests' way into WordPress. */

$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$root = $_SERVER['DOCUMENT_ROOT'];
$file = $root . $path;

if ( '/__run' === $path ) {
	if ( getenv( 'PARLEY_SECRET' ) !== ( $_SERVER['HTTP_X_SECRET'] ?? '' ) ) {
		http_response_code( 403 );
		return true;
	}
	$call = json_decode( file_get_contents( 'php://input' ), true );
	require $root . getenv( 'PARLEY_CORE_PATH' ) . '/wp-load.php';
	header( 'Content-Type: application/json' );
	try {
		$given = $call['given'];
		echo wp_json_encode( array( 'result' => eval( $call['code'] ) ) );
	} catch ( Throwable $error ) {
		http_response_code( 500 );
		echo wp_json_encode( array( 'error' => (string) $error ) );
	}
	return true;
}

if ( '/' !== $path && is_dir( $file ) && is_file( rtrim( $file, '/' ) . '/index.php' ) ) {
	$index = rtrim( $file, '/' ) . '/index.php';

	$_SERVER['SCRIPT_NAME']     = rtrim( $path, '/' ) . '/index.php';
	$_SERVER['PHP_SELF']        = $_SERVER['SCRIPT_NAME'];
	$_SERVER['SCRIPT_FILENAME'] = $index;
	chdir( dirname( $index ) );
	require $index;
	return true;
}
if ( '/' !== $path && is_file( $file ) ) {
	return false;
}
$home = (string) parse_url( getenv( 'PARLEY_SITE' ), PHP_URL_PATH );

$_SERVER['SCRIPT_NAME']     = $home . '/index.php';
$_SERVER['PHP_SELF']        = $home . '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . $home . '/index.php';
chdir( $root . $home );
require $root . $home . '/index.php';
