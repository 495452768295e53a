<?php
add_action(
	'wp_enqueue_scripts',
	function () {
		if ( is_user_logged_in() ) {
			wp_enqueue_script( 'wp-api-request' );
		}
	}
);
